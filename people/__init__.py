"""Who: persons, the organisations they work for, the territories reps look after, and the way in."""
