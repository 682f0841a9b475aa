"""What people are told: a row in their inbox, sent on through a channel when it is welcome."""
