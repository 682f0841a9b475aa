"""What is published: Wagtail pages and blocks, and how publishing compiles them into released courses."""
