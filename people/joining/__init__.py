"""How people come to a dealer and leave it: codes on posters, requests, invitations, and who decides."""
