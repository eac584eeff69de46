"""Where everything is kept: the only models, the facts for the law, who may see what."""
