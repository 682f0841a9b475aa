"""What would make sense in a product without dealers: outbox, audit, personal data, form and template tools."""
