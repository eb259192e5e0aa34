"""What has changed on disk while scripts are written, and what that means for their sessions."""
