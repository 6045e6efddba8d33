"""An invented county's site, in our own sentences, to try everything on."""
