"""What the style page shows: every component in every state, with fictional organisations and a fixed moment."""
