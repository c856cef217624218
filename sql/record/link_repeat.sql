-- temporary
UPDATE record.observation SET repeat_of_id = $4::uuid, version = version + 1
 WHERE tenant_id = $1::uuid AND id = $2::uuid AND version = $3::integer AND repeat_of_id IS NULL
