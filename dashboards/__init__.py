"""Who stands where: home by role, and what is one's own."""
