"""What authors, instructors, self-learners and the site use; no trainee's notebook imports it."""
