"""What people do on their phones: follow, write, send, press, unsend."""
