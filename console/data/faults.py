"""What drivers report, turned into place, problem and remedy."""

import sqlite3
from dataclasses import dataclass

import psycopg2
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from console.domain.errors import ConsoleError
from console.domain.wording import Text


@dataclass(frozen=True, slots=True)
class _Fault:
    """A known fault: by SQLSTATE prefixes, or by fragments of the driver's message."""

    states: tuple[str, ...]
    fragments: tuple[str, ...]
    problem: Text
    remedy: Text


_RUN_CHECK = Text("请运行 db check 查看缺什么。", "Run db check to see what is missing.")

#: The first that fits speaks. libpq gives no SQLSTATE for a refused connection, only words, and
#: a server may speak Chinese.
_FAULTS = (
    _Fault(
        ("42501",),
        ("permission denied",),
        Text("当前用户没有所需权限", "The user lacks a right for this"),
        _RUN_CHECK,
    ),
    _Fault(
        ("28P01",),
        ("password authentication failed", "no password supplied", "认证失败"),
        Text("服务器不接受该用户或口令。", "The server refuses this user or password."),
        Text(
            "请核对用户名；口令放在 passfile、环境变量 PGPASSWORD 或系统密钥环中。",
            "Check the user; keep the password in the passfile, PGPASSWORD or the keyring.",
        ),
    ),
    _Fault(
        ("28000",),
        ("pg_hba.conf", 'role "', "is not permitted to log in", "角色"),
        Text(
            "服务器不允许该用户从本机登录。",
            "The server lets nobody of that name in from this machine.",
        ),
        Text(
            "请数据库管理员建立该用户，并在 pg_hba.conf 中放行本机。",
            "Ask the database administrator to create the user and to allow it in pg_hba.conf.",
        ),
    ),
    _Fault(
        ("3D000",),
        ('database "', "数据库"),
        Text("服务器上没有这个数据库。", "The server has no such database."),
        Text("请用 createdb 建库，再运行 db init。", "Create it with createdb, then run db init."),
    ),
    _Fault(
        (),
        ("could not translate host name",),
        Text("找不到该主机名。", "The host's name is unknown."),
        Text("请核对地址和域名解析。", "Check the address and name resolution."),
    ),
    _Fault(
        (),
        ("connection refused", "no such file or directory"),
        Text("数据库服务器没有响应连接。", "No database server answers there."),
        Text(
            "请核对主机和端口，并确认服务器已启动。",
            "Check host and port, and that the server is running.",
        ),
    ),
    _Fault(
        (),
        ("timeout expired", "connection timed out", "no route to host", "unreachable"),
        Text("连接数据库超时。", "The database server cannot be reached in time."),
        Text("请检查网络和防火墙。", "Check the network and the firewall."),
    ),
    _Fault(
        ("57P03",),
        ("starting up", "shutting down", "recovery mode"),
        Text("数据库服务器正在启动或停止。", "The database server is starting or stopping."),
        Text("请稍候；控制台会自动重连。", "Wait: the console connects again by itself."),
    ),
    _Fault(
        ("08", "57P01", "57P02", "25P03"),
        ("server closed the connection", "connection already closed", "terminating connection"),
        Text("与数据库的连接已中断。", "The connection to the database was cut."),
        Text("控制台会自动重连。", "The console connects again by itself."),
    ),
    _Fault(
        ("53300",),
        ("too many clients", "too many connections", "remaining connection slots"),
        Text("数据库连接数已满。", "The database has no connection left."),
        Text("请提高 max_connections 或关闭闲置程序。", "Raise max_connections or close others."),
    ),
    _Fault(
        ("42P01", "42703", "3F000"),
        ("no such table", "no such column"),
        Text("数据库缺少所需的表或列", "The database lacks a table or column"),
        Text(
            "请运行 db check 查看缺什么；新库请运行 db init。",
            "Run db check to see what is missing; for a new database run db init.",
        ),
    ),
    _Fault(
        ("57014", "55P03"),
        ("database is locked", "database table is locked"),
        Text("数据库未在时限内完成。", "The database did not finish in time."),
        Text("请稍后再试；也许有大批导入正在进行。", "Try later: a great import may be running."),
    ),
    _Fault(
        ("40001", "40P01"),
        (),
        Text("与另一程序的写入相冲突。", "Another program's writing got in the way."),
        Text("请重试。", "Try again."),
    ),
    _Fault(
        ("23",),
        ("constraint failed",),
        Text("数据库拒绝了不合规则的数据", "The database refuses data that break its rules"),
        Text("请改正数据后重试。", "Correct the data and try again."),
    ),
    _Fault(
        ("25006",),
        ("readonly database", "read-only"),
        Text("数据库只能读取。", "The database can only be read."),
        Text("请检查文件权限或连接到主库。", "Check the file's rights, or use the primary server."),
    ),
    _Fault(
        ("53100",),
        ("disk is full", "no space left"),
        Text("磁盘已满。", "The disk is full."),
        Text("请清理磁盘。", "Make room on the disk."),
    ),
    _Fault(
        (),
        ("file is not a database", "malformed"),
        Text("该文件不是完好的 SQLite 数据库。", "The file is not a sound SQLite database."),
        Text(
            "请核对路径；若已损坏，请移走后运行 db init，或恢复备份。",
            "Check the path; if it is damaged, move it away and run db init, or restore a backup.",
        ),
    ),
    _Fault(
        (),
        ("unable to open database file",),
        Text("打不开数据库文件。", "The database file cannot be opened."),
        Text(
            "请核对路径和权限；新库请运行 db init。",
            "Check the path and its rights; for a new database run db init.",
        ),
    ),
)
_OTHER = (
    Text("数据库报告错误", "The database reports a fault"),
    Text("请查看日志和数据库服务器日志。", "See the log, and the log of the database server."),
)


def why(error: BaseException, *, place: str = "database") -> ConsoleError:
    """Turn a driver's error into one that says where, what, and what to do.

    Args:
        error: What SQLAlchemy, psycopg2 or sqlite3 raised; a ConsoleError is returned as it is.
        place: Where it happened: a redacted address, a table.
    """
    if isinstance(error, ConsoleError):
        return error
    if isinstance(error, PoolTimeoutError):
        error = sqlite3.OperationalError("database is locked")
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    message = _message(cause)
    state = getattr(cause, "pgcode", None) or ""
    fault = _find(state, message.lower())
    if fault is None:
        return ConsoleError(place, _with(_OTHER[0], message), _OTHER[1])
    # A complete sentence stands alone; an open one wants the driver's own words.
    complete = fault.problem.en.endswith(".")
    return ConsoleError(
        place, fault.problem if complete else _with(fault.problem, message), fault.remedy
    )


def _message(cause: BaseException) -> str:
    primary = cause.diag.message_primary if isinstance(cause, psycopg2.Error) else None
    lines = (primary or str(cause)).strip().splitlines()
    return lines[0] if lines else type(cause).__name__


def _find(state: str, message: str) -> _Fault | None:
    if state:
        return next((f for f in _FAULTS if f.states and state.startswith(f.states)), None)
    return next((f for f in _FAULTS if any(part in message for part in f.fragments)), None)


def _with(problem: Text, message: str) -> Text:
    return Text(f"{problem.zh}：{message}。", f"{problem.en}: {message}.")
