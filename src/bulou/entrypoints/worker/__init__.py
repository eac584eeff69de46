"""What happens by itself: deliveries, reminders, duty transitions, checkpoints."""
