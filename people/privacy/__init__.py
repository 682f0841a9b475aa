"""What people have a say in about their data: being told, agreeing, taking it along, being erased, being looked at."""
