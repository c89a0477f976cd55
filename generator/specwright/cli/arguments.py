"""The arguments of the command and its help. Only what `--help` needs is imported here."""

from __future__ import annotations

import argparse
from textwrap import dedent
from typing import Any

__all__ = ["FORMATS", "MODEL_STYLES", "PYTHONS", "build_parser"]

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "html")
_FORCE = (
    "give up edits of generated files, and files of yours that stand where a generated one has to go; "
    "your other files in the package stay"
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MODEL_STYLES = ("pydantic", "dataclass", "typed-dict", "msgspec")
LEVELS = ("never", "error", "warning")

_EPILOG = """\
examples:
  specwright transcribe docs/ -o openapi.yaml      pages become an OpenAPI document
  specwright lint openapi.yaml                     what is wrong with it
  specwright upgrade swagger.json -o openapi.yaml  the same, in one file and as OpenAPI 3.1 has it
  specwright generate openapi.yaml -o src          models, client and server in src/NAME/
  specwright init openapi.yaml                     a configuration; then the commands need no arguments
  specwright check                                 in CI: is what is committed up to date?

exit codes: 0 done; 1 the document can't be used, or has findings at or above --fail-on; 2 wrong usage
"""


def build_parser(first: str = "") -> argparse.ArgumentParser:
    """The parser of the whole command; the parsed `command` is the module that runs it. Where the `first` argument is a
    command, it knows no other one."""
    parser = argparse.ArgumentParser(
        prog="specwright",
        description="API documentation to OpenAPI, OpenAPI to typed Python: models, clients and server stubs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    parser.set_defaults(command="welcome", quiet=False, verbose=False)
    commands: Commands[Any] = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Command)
    known = {
        "transcribe": _add_transcribe,
        "bundle": _add_bundle,
        "upgrade": _add_upgrade,
        "lint": _add_lint,
        "rules": _add_rules,
        "generate": _add_generate,
        "plan": _add_plan,
        "watch": _add_watch,
        "check": _add_check,
        "init": _add_init,
        "explain": _add_explain,
        "lsp": _add_lsp,
    }
    for add in [known[first]] if first in known else known.values():
        add(commands)
    return parser


class _Command(argparse.ArgumentParser):
    """A command that shows its own usage for what it does not know; argparse hands that up, to be told by the whole one."""

    def parse_known_args(self, *arguments: Any, **options: Any) -> tuple[Any, list[str]]:
        known, unknown = super().parse_known_args(*arguments, **options)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"specwright {version('specwright')}")
        parser.exit()


Commands = argparse._SubParsersAction


def _add(commands: Commands[argparse.ArgumentParser], name: str, summary: str, more: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=dedent(more),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=name)
    volume = parser.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="print findings and errors only")
    volume.add_argument(
        "-v", "--verbose", action="store_true", help="name every file; show where a bug of ours happened"
    )
    return parser


def _add_findings(parser: argparse.ArgumentParser, *, fail_on: str, levels: tuple[str, ...] = LEVELS) -> None:
    _add_format(parser, "how findings are printed (text)")
    parser.add_argument(
        "--fail-on", choices=levels, default=fail_on, help=f"the mildest finding that makes the exit code 1 ({fail_on})"
    )


def _add_format(parser: argparse.ArgumentParser, what: str) -> None:
    parser.set_defaults(format="text", reports=())
    parser.add_argument(
        "--format",
        action=_Format,
        metavar="FORMAT[=FILE]",
        help=f"{what}: {', '.join(FORMATS)}; with =FILE, written there besides (several times)",
    )


class _Format(argparse.Action):
    """What is printed, and the reports that are written to files besides."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, *_: object) -> None:
        name, equals, file = str(value).partition("=")
        if name not in FORMATS:
            parser.error(f"argument --format: {name!r} is not one of {', '.join(FORMATS)}")
        if equals and not file:
            parser.error(f"argument --format: {value} names no file")
        if equals:
            namespace.reports = (*namespace.reports, (name, file))
        else:
            namespace.format = name


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config", metavar="FILE", help="the configuration (the nearest specwright.toml or pyproject.toml)"
    )


def _add_transcribe(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Without pages, what [tool.specwright.transcribe] says. The document goes to standard output unless --output or the
        configuration says where else; findings about the pages go to standard error then.

        examples:
          specwright transcribe
          specwright transcribe docs/ --overlay overlay.yaml -o openapi.yaml
          specwright transcribe docs/create.md --policy nullability=optional
    """
    parser = _add(commands, "transcribe", "make an OpenAPI document from documentation pages", more)
    parser.add_argument("pages", nargs="*", metavar="PAGE_OR_FOLDER", help="Markdown pages, folders of them")
    parser.add_argument("-o", "--output", metavar="FILE", help="the document to write")
    parser.add_argument("--overlay", metavar="FILE", help="an OpenAPI Overlay that decides what the pages leave open")
    parser.add_argument(
        "--policy", metavar="NAME=VALUE", action="append", default=[], help="what to assume where the pages can't know"
    )
    _add_findings(parser, fail_on="never")
    _add_config(parser)


def _add_bundle(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        What other files hold becomes a component of the one, under the name that it has there, and is referred to; the
        version stays. `specwright generate` makes the same package of both.

        examples:
          specwright bundle api/openapi.yaml -o dist/openapi.json
          specwright bundle openapi.yaml --overlay decisions.yaml
    """
    parser = _add(commands, "bundle", "put an OpenAPI document that is split into files into one", more)
    _add_rewriting(parser)


def _add_upgrade(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Swagger 2.0 and OpenAPI 3.0 are written as OpenAPI 3.1; with --to 3.2, 3.1 as well. A document in several files
        becomes one.

        examples:
          specwright upgrade swagger.json -o openapi.yaml
          specwright upgrade openapi.yaml --to 3.2
    """
    parser = _add(commands, "upgrade", "write an OpenAPI document as a later version has it", more)
    parser.add_argument("--to", choices=("3.1", "3.2"), help="which version (3.1, or what it is already)")
    _add_rewriting(parser)


def _add_rewriting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("spec", metavar="SPEC", help="an OpenAPI document, YAML or JSON")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write (standard output)")
    parser.add_argument(
        "--as",
        dest="form",
        choices=("yaml", "json"),
        help="how it is written (as the output's name says, or as SPEC is)",
    )
    _add_overlay(parser)
    _add_ref_root(parser)
    _add_findings(parser, fail_on="error")
    _add_config(parser)


def _add_lint(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Without SPEC, every document that the configuration names.

        examples:
          specwright lint openapi.yaml
          specwright lint 'specs/**/*.yaml'
          specwright lint openapi.yaml --preset strict --fail-on warning
          specwright lint --format sarif > findings.sarif
          specwright lint --format html=findings.html --format junit=findings.xml
          specwright lint openapi.yaml --fix --diff
          specwright lint openapi.yaml --baseline known.json
          specwright lint openapi.yaml --since origin/main
    """
    parser = _add(commands, "lint", "check an OpenAPI document", more)
    parser.add_argument("spec", nargs="*", metavar="SPEC", help="OpenAPI documents, YAML or JSON, or patterns of them")
    _add_overlay(parser)
    parser.add_argument(
        "--preset", choices=("minimal", "recommended", "strict", "all"), help="which rules (recommended)"
    )
    parser.add_argument(
        "--ruleset",
        metavar="FILE",
        help="a Spectral ruleset, in the place of a preset (.spectral.yaml, where there is one)",
    )
    _add_ref_root(parser)
    parser.add_argument(
        "--validator", action="store_true", help="ask openapi-spec-validator too (slow on large documents)"
    )
    _add_known(parser)
    _add_fixes(parser)
    _add_findings(parser, fail_on="error")
    _add_config(parser)


def _add_known(parser: argparse.ArgumentParser) -> None:
    known = parser.add_argument_group("old documents", "what is known already need not stop anybody")
    known.add_argument("--baseline", metavar="FILE", help="leave out the findings that this file has")
    known.add_argument(
        "--update-baseline", action="store_true", help="write all findings of today to the --baseline, and exit with 0"
    )
    known.add_argument("--since", metavar="GIT_REF", help="only what is at places that changed since a commit")


def _add_fixes(parser: argparse.ArgumentParser) -> None:
    fixes = parser.add_argument_group("fixes", "comments, quoting, anchors and order stay as they are")
    fixes.add_argument("--fix", action="store_true", help="fix what can be fixed without changing the meaning")
    fixes.add_argument("--fix-unsafe", action="store_true", help="fix what needs a guess at the meaning, too")
    fixes.add_argument("--diff", action="store_true", help="show the fixes as a diff, and write nothing")
    fixes.add_argument(
        "--fix-as-overlay", action="store_true", help="print the fixes as an OpenAPI Overlay, and write nothing"
    )


def _add_rules(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        examples:
          specwright rules
          specwright rules --preset minimal
          specwright rules --format json
    """
    parser = _add(commands, "rules", "list the rules of lint", more)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how they are listed (text)")
    parser.add_argument(
        "--preset", choices=("minimal", "recommended", "strict", "all"), help="only those that a preset adds"
    )


def _add_generate(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Writes DIR/NAME/ and nothing outside of it. Files that you edited or made there are never lost: the command stops
        and names them, unless --force gives them up (of your own files, only those where a generated one has to go).
        With SPEC no configuration is read unless --config names one; without SPEC, every [[tool.specwright.generate]]
        is generated. --fail-on skipped fails only for operations that could not be generated; --report prints to
        standard output, and findings go to standard error then. The time to import is that of a fresh interpreter, which
        runs what was generated and nothing else; bytecode is written elsewhere.

        examples:
          specwright generate
          specwright generate openapi.yaml -o src --package shop
          specwright generate openapi.yaml --target models,client --dry-run
          specwright generate openapi.yaml --include-tag pets --exclude-deprecated
          specwright generate 'specs/**/openapi.yaml' -o clients
    """
    parser = _add(commands, "generate", "make models, client and server from an OpenAPI document", more)
    _add_package(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--force", action="store_true", help=_FORCE)
    parser.add_argument(
        "--verify", action="store_true", help="read every file, even where sizes and times say that nothing changed"
    )
    parser.add_argument("--report", choices=("json",), help="print counts, names, skipped operations and times")
    parser.add_argument(
        "--budget",
        type=_budget,
        action="append",
        default=[],
        metavar="KEY=LIMIT",
        help="fail above it: import=0.2s (CPU time of importing the package, without its dependencies), seconds, files, lines",
    )
    parser.add_argument(
        "--depfile", metavar="FILE", help="write there, for Make or Ninja, which files were made from which"
    )
    _add_cache(parser)
    _add_hands(parser)
    _add_findings(parser, fail_on="error", levels=("never", "skipped", "error", "warning"))
    _add_config(parser)


def _add_plan(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Reads what `specwright generate` would read, with the same arguments and configuration, and writes nothing. A key
        changes when its file would, and is the same on every machine.

        examples:
          specwright plan
          specwright plan openapi.yaml -o src --json
    """
    parser = _add(commands, "plan", "tell which files would be made of which", more)
    _add_package(parser)
    parser.add_argument("--json", action="store_true", help="print JSON, with whole paths and keys")
    _add_findings(parser, fail_on="error")
    _add_config(parser)


def _add_watch(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Generates once, and again whenever the document, a file that it refers to, an overlay, a template or the
        configuration changes, or a file appears that a pattern of documents names. A document that can't be used is told
        of, and the next change waited for. Ctrl-C ends it.

        examples:
          specwright watch
          specwright watch openapi.yaml -o src --package shop
    """
    parser = _add(commands, "watch", "generate again whenever a document changes", more)
    _add_package(parser)
    _add_cache(parser)
    parser.set_defaults(dry_run=False, force=False, verify=False, report=None, budget=[], depfile=None, format="text")
    parser.set_defaults(jobs=None, executor=None)
    _add_config(parser)


def _add_package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("spec", nargs="*", metavar="SPEC", help="OpenAPI documents, YAML or JSON, or patterns of them")
    parser.add_argument("-o", "--output", metavar="DIR", help="the folder that holds the package (the current one)")
    parser.add_argument("--package", metavar="NAME", help="name of the package (made from the document's title)")
    parser.add_argument("--target", metavar="TARGETS", type=_targets, help="some of models,client,server (all)")
    parser.add_argument("--client", choices=("both", "sync", "async"), help="which clients (both)")
    parser.add_argument("--models", choices=MODEL_STYLES, help="the style of the models (pydantic)")
    parser.add_argument("--python", choices=PYTHONS, help=f"the oldest version it has to run on ({PYTHONS[0]})")
    parser.add_argument(
        "--meta",
        choices=("none", "pyproject"),
        help="make DIR/NAME/ a distribution: pyproject.toml, README.md and NAME/",
    )
    parser.add_argument("--templates", metavar="DIR", help="templates that go before ours, one by one")
    _add_overlay(parser)
    _add_ref_root(parser)
    _add_filters(parser)
    parser.add_argument(
        "--name",
        metavar="KEY=NAME",
        action="append",
        default=[],
        help="a name of yours, for a JSON Pointer (#/...), an operation (GET /pets) or a tag (tag:pets)",
    )
    parser.add_argument(
        "--type",
        metavar="KEY=TYPE",
        action="append",
        default=[],
        help="a type of yours (package.module:Name), for a format (format:money) or a schema (#/...)",
    )


def _add_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cache", metavar="DIR", help="keep packages there, and take those that were made before (none)"
    )


def _add_hands(parser: argparse.ArgumentParser) -> None:
    hands = parser.add_argument_group("several documents", "are generated at once; the result is the same")
    hands.add_argument("--jobs", metavar="N", type=_jobs, help="how many at a time (one on each core)")
    hands.add_argument(
        "--executor", metavar="URL", help="a cluster to do it: dask://HOST:PORT, of workers with the same Specwright"
    )


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return int(text)


def _add_overlay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--overlay",
        metavar="FILE",
        action="append",
        default=[],
        help="an OpenAPI Overlay, applied to the document first; may be given several times",
    )


def _add_filters(parser: argparse.ArgumentParser) -> None:
    filters = parser.add_argument_group(
        "filters",
        "operations by shell-style patterns, each of which may be given several times: what is to be in has to match every "
        "kind of --include, and what matches any --exclude is out",
    )
    for side, verb in (("include", "only"), ("exclude", "not")):
        filters.add_argument(
            f"--{side}-path", metavar="GLOB", action="append", help=f"{verb} these paths (* crosses /)"
        )
        filters.add_argument(f"--{side}-tag", metavar="GLOB", action="append", help=f"{verb} those with such a tag")
        filters.add_argument(
            f"--{side}-operation-id", metavar="GLOB", action="append", help=f"{verb} these operationIds"
        )
        filters.add_argument(f"--{side}-deprecated", action="store_true", help=f"{verb} what is deprecated")
    filters.add_argument(
        "--prune",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="leave out components that no operation reaches (where there is a filter)",
    )


def _add_ref_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ref-root",
        metavar="DIR",
        help="$refs may lead to files below DIR (the folder of the document); never to a URL",
    )


def _targets(text: str) -> frozenset[str]:
    chosen = frozenset(text.replace(" ", "").split(","))
    if unknown := sorted(chosen - {"models", "client", "server"}):
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of models, client, server")
    return chosen


def _budget(text: str) -> Any:
    from specwright.budget import parse

    try:
        return parse(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def _add_check(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Prints a unified diff that turns what is there into what would be written today, and exits with 1 when there is
        any: files of the generated packages that are missing, changed or left over, and the transcribed document. Files
        in a package that are not ours are findings, unless the configuration lists them under `keep`.

        examples:
          specwright check
          specwright check --format github
    """
    parser = _add(commands, "check", "tell whether the committed output is what would be written today", more)
    _add_format(parser, "a diff (text), or the differences as findings")
    _add_config(parser)


def _add_init(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Adds the configuration to pyproject.toml where there is one, and writes specwright.toml otherwise.

        examples:
          specwright init openapi.yaml
          specwright init openapi.yaml -o specwright.toml
    """
    parser = _add(commands, "init", "write a commented configuration for a document", more)
    parser.add_argument("spec", nargs="?", metavar="SPEC", help="the OpenAPI document (openapi.yaml, or what is found)")
    parser.add_argument("-o", "--output", metavar="FILE", help="the configuration to write")


def _add_explain(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        examples:
          specwright explain hand-edited-file
          specwright explain            lists every code
    """
    parser = _add(commands, "explain", "tell why a finding matters, with a bad and a good example", more)
    parser.add_argument("code", nargs="?", metavar="CODE", help="the name of a finding")


def _add_lsp(commands: Commands[argparse.ArgumentParser]) -> None:
    more = """\
        Speaks the Language Server Protocol on standard input and output; editors start it. Needs the extra `lsp`.

        examples:
          specwright lsp
    """
    parser = _add(commands, "lsp", "show findings in an editor", more)
    parser.add_argument("--stdio", action="store_true", help="what it does anyway; some editors say so")
