"""drop a constraint by its columns

Revision ID: 1f1000000001
Revises:
Create Date: 2024-06-01 10:00:00

"""
from alembic import op
import sqlalchemy as sa

revision = '1f1000000001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('a', sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
                    sa.PrimaryKeyConstraint('id'))
    op.create_table('b', sa.Column('a_id', sa.Integer()), sa.ForeignKeyConstraint(['a_id'], ['a.id']))
    for key in sa.inspect(op.get_bind()).get_foreign_keys('b'):
        op.drop_constraint(key['name'], 'b', type_='foreignkey')
    op.create_foreign_key('fk_b_a', 'b', 'a', ['a_id'], ['id'], ondelete='CASCADE')
    op.get_bind().execute(sa.text('INSERT INTO a VALUES (1)'))


def downgrade():
    op.drop_table('b')
    op.drop_table('a')
