"""Ways in which photos come to what is on screen: by phone, from a folder, through a camera."""
