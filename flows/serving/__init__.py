"""The project's own Prefect: its server as long as somebody uses it, its dashboard, its schedules.

lifecycle    a server for the length of a block: started, shared, stopped
child        the server's own process
settings     what Prefect is told
deployments  what a district runs by itself, and what people start from the dashboard
runner       serves the deployments until Ctrl-C
"""
