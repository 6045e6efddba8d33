"""The torture's web server and worker, kept running: `python -m tests.torture.site`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.torture.settings")


def main() -> None:
    django.setup()
    from cms.demo.processes import supervisor

    running = supervisor(int(sys.argv[1]))
    with running.running():
        running.wait()


if __name__ == "__main__":
    main()
