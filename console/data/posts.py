"""The command posts, read once from a database, for commands that need no store."""

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from console.data.connection import address_of, why
from console.data.schema import command_post, region
from console.data.snapshots.posts import all_posts
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.posts import Post


def read_posts(engine: Engine) -> tuple[Post, ...]:
    """Return every command post in the order of their codes.

    Raises:
        ConsoleError: The database cannot be reached, or has no posts to read.
    """
    store = Store()
    try:
        with engine.connect() as connection:
            for dataset, table in ((Dataset.REGION, region), (Dataset.COMMAND_POST, command_post)):
                rows = connection.execute(select(table)).mappings().all()
                store.apply(dataset, [dict(row) for row in rows], reset=True)
    except SQLAlchemyError as error:
        raise why(error, place=address_of(engine)) from error
    return all_posts(store)
