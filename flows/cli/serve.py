"""``ssj serve``."""

from __future__ import annotations

import click

from flows.cli.common import PORT, REGION, say


@click.command(help="启动流程看板、定时任务和执行程序；Ctrl+C 停止。")
@click.option("--host", default="127.0.0.1", help="看板地址（默认只限本机）。")
@click.option("--port", type=PORT, default=4200, help="看板端口（默认 4200）。")
@REGION
def command(host: str, port: int, region: str) -> None:
    """Serve the dashboard, the schedules and the worker."""
    from flows.serving.lifecycle import embedded_server
    from flows.serving.runner import serve_deployments
    from models.clock import today
    from tasks.base.terms import district_on

    terms = district_on(region, today())
    with embedded_server(host, port):
        from flows.serving.deployments import deployments

        say(f"流程看板：http://{host}:{port}　（Ctrl+C 停止）")
        serve_deployments(deployments(terms), host, port)
