"""insert the first customers; keep the quotes

Revision ID: a2c000000002
Revises: a1c000000001
Create Date: 2024-03-02 10:00:00+00:00

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = 'a2c000000002'
down_revision: Union[str, None] = 'a1c000000001'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    customer = sa.table('customer', sa.column('id', sa.Integer), sa.column('name', sa.String))
    op.bulk_insert(customer, [{'id': 1, 'name': "Zoe's; -- Running upgrade x -> y"}, {'id': 2, 'name': 'Ann'}])
    op.execute("UPDATE customer SET note = 'first' WHERE id = 1")


def downgrade() -> None:
    op.execute("DELETE FROM customer")
