"""Small bots as people publish them. All that makes them talk to the simulator is the host in their environment."""
