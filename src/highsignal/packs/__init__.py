"""Knowledge as data: roles, career ladders, checklists, interview prompts and competencies."""
