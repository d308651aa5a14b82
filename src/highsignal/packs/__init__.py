"""Knowledge as data: roles, career ladders, checklists, interview prompts, competencies and loops."""
