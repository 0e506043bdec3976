"""copy rows

Revision ID: 1f1000000002
Revises: 1f1000000001
Create Date: 2024-06-02 10:00:00

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import Session

revision = '1f1000000002'
down_revision = '1f1000000001'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('a', sa.Column('note', sa.String(20)))
    try:
        for row in op.get_bind().execute(sa.text('SELECT id FROM a')):
            op.execute("UPDATE a SET note = 'n%d' WHERE id = %d" % (row[0], row[0]))
    except Exception:
        pass


def downgrade():
    Session(bind=op.get_bind()).execute(sa.text('SELECT 1')).fetchall()
    op.drop_column('a', 'note')
