-- Distributes the schema by programme. Run once on the coordinator, after the first start of zuoquan has
-- made the tables and before programmes are added. See README.md beside this file.

-- Read by every node, written seldom and in short transactions of their own.
select create_reference_table('programme');
select create_reference_table('credential');
select create_reference_table('session');
select create_reference_table('access_record');
select create_reference_table('stored_file');
select create_reference_table('transcript');
select create_reference_table('setting');

-- Everything of one programme lies on one node: its batches are transactions of that node alone.
select create_distributed_table('log_tail', 'programme_id');
select create_distributed_table('log_entry', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('log_subject', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('log_node', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('checkpoint', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('programme_state', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('edition', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('enterprise', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('provider', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('product', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('orders', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('contract', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('redemption', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('batch', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('objection', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('sanction', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('spot_check', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('appeal', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('proposal', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('organisation', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('person', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('membership', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('invoice_use', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('account', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('idempotency', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('message', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('personal_opening', 'programme_id', colocate_with => 'log_tail');
select create_distributed_table('file_use', 'programme_id', colocate_with => 'log_tail');
