"""every operation

Revision ID: 0e1000000001
Revises:
Create Date: 2024-05-01 10:00:00

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

revision = '0e1000000001'
down_revision = None
branch_labels = None
depends_on = None

KIND = sa.Enum('small', "b'ig", name='kind')


def upgrade():
    bind = op.get_bind()
    database = bind.dialect.name
    op.create_table(
        'parent',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), primary_key=True),
        sa.Column('code', sa.CHAR(3), nullable=False, index=True),
        sa.Column('active', sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column('price', sa.Float()),
        sa.Column('exact', sa.Float(53)),
        sa.Column('born', sa.Date()),
        sa.Column('wake', sa.Time()),
        sa.Column('seen', sa.DateTime(), server_default=sa.func.now()),
        sa.Column('moment', sa.DateTime(timezone=True)),
        sa.Column('data', sa.LargeBinary()),
        sa.Column('doc', sa.JSON()),
        sa.Column('free', sa.String(30), server_default="it's"),
        sa.Column('kind', KIND, server_default='small'),
        sa.Column('span', sa.Interval()),
        sa.UniqueConstraint('code', 'born', name='uq_parent_code'),
        comment=None if database == 'sqlite' else 'all "types"',
    )
    op.create_table(
        'child',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('word', sa.String(20)),
        sa.Column('old', sa.String(20), nullable=False, server_default='x'),
        sa.Column('gone', sa.Integer()),
        sa.ForeignKeyConstraint(['parent_id'], ['parent.id'], name='fk_child_parent', ondelete='SET NULL'
                                if database == 'sqlite' else 'CASCADE', onupdate='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        mysql_engine='InnoDB',
        mysql_charset='utf8mb4',
    )
    op.create_table('unnamed', sa.Column('a', sa.Integer(), unique=True), sa.Column('b', sa.Integer()),
                    sa.UniqueConstraint('a', 'b'))
    op.create_table('dropped', sa.Column('a', sa.Integer()))
    op.drop_table('dropped')
    op.create_table('old_name', sa.Column('a', sa.Integer()))
    op.rename_table('old_name', 'new_name')
    op.add_column('new_name', sa.Column('b', sa.String(5), nullable=False, server_default=sa.text("'z'")))
    op.create_index(op.f('ix_new_name_a_b'), 'new_name', ['a', sa.text('b')], unique=True)
    op.create_index('ix_gone', 'new_name', ['a'])
    op.drop_index('ix_gone', table_name='new_name')
    with op.batch_alter_table('child') as batch:
        batch.add_column(sa.Column('added', sa.Numeric(8, 3), nullable=True))
        batch.alter_column('old', new_column_name='renamed', existing_type=sa.String(20), existing_nullable=False,
                           existing_server_default='x')
        batch.alter_column('word', type_=sa.String(50), nullable=False, existing_type=sa.String(20),
                           server_default='w')
        batch.drop_column('gone')
        batch.create_unique_constraint('uq_child_word', ['word'])
        batch.create_check_constraint('ck_child_added', 'added > 1')
        batch.create_index('ix_child_parent', ['parent_id'])
    with op.batch_alter_table('child') as batch:
        batch.drop_constraint('uq_child_word', type_='unique')
        batch.alter_column('word', server_default=None, existing_type=sa.String(50), existing_nullable=False)
    if database != 'sqlite':
        op.add_column('unnamed', sa.Column('parent_id', sa.BigInteger(), sa.ForeignKey('parent.id'), index=True))
    with op.batch_alter_table('new_name') as batch:
        batch.create_foreign_key('fk_new_name_child', 'child', ['a'], ['id'])
    if database == 'postgresql':
        op.create_index('ix_part', 'child', ['word'], postgresql_where=sa.text('added IS NOT NULL'))
        with op.get_context().autocommit_block():
            op.create_index('ix_later', 'child', ['word', 'added'], postgresql_concurrently=True)
        op.alter_column('child', 'renamed', type_=sa.Text(), postgresql_using='renamed::text')
        op.execute('CREATE SEQUENCE counter')
        mood = postgresql.ENUM('sad', 'ok', name='mood', create_type=False)
        mood.create(bind, checkfirst=False)
        op.add_column('child', sa.Column('mood', mood))
        op.add_column('child', sa.Column('tags', postgresql.ARRAY(sa.String())))
        op.add_column('child', sa.Column('doc', postgresql.JSONB()))
        op.create_table_comment('child', 'a comment')
        op.create_table('counted', sa.Column('id', sa.Integer(), sa.Identity(always=True), primary_key=True),
                        sa.Column('twice', sa.Integer(), sa.Computed('id * 2')))
    if database in ('mysql', 'mariadb'):
        op.add_column('child', sa.Column('tiny', mysql.TINYINT(unsigned=True)))
        op.alter_column('child', 'tiny', existing_type=mysql.TINYINT(unsigned=True), nullable=False,
                        server_default='1')
        op.add_column('child', sa.Column('long', mysql.LONGTEXT(), nullable=True))
        op.create_foreign_key(None, 'unnamed', 'child', ['b'], ['id'])
    parent = sa.table('parent', sa.column('id', sa.Integer), sa.column('code', sa.String), sa.column('born', sa.Date))
    op.bulk_insert(parent, [{'id': 1, 'code': 'a%b'}, {'id': 2, 'code': ':c'}])
    op.execute(parent.insert().values(id=3, code='d:e'))
    op.execute(sa.text('UPDATE parent SET code = :code WHERE id = 3').bindparams(code='xyz'))
    bind.execute(parent.update().where(parent.c.id == 2).values(code='upd'))
    bind.execute(sa.text("UPDATE parent SET free = '%' WHERE id = :id"), {'id': 1})


def downgrade():
    if op.get_bind().dialect.name == 'postgresql':
        op.drop_table('counted')
    with op.batch_alter_table('new_name') as batch:
        batch.drop_constraint('fk_new_name_child', type_='foreignkey')
    op.drop_table('new_name')
    op.drop_table('unnamed')
    op.drop_table('child')
    op.drop_table('parent')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP TYPE kind')
        op.execute('DROP TYPE mood')
        op.execute('DROP SEQUENCE counter')
