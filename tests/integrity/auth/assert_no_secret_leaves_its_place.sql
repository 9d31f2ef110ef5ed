-- Must never happen: a customer's hash on a login that a user shares, or v1's invite token in v2.
select provider_identity.id
from {{ ref('v2_provider_identity') }} as provider_identity
inner join {{ ref('int_principal__by_email') }} as principal on provider_identity.auth_identity_id = principal.auth_identity_id
inner join {{ ref('stg_customer') }} as customer on principal.customer_id = customer.id
left join {{ ref('stg_user') }} as shared_user on principal.user_id = shared_user.id
where
    principal.user_id is not null
    and provider_identity.provider_metadata ->> 'password' = customer.v1_password_hash
    and shared_user.v1_password_hash is distinct from customer.v1_password_hash
union all
select id
from {{ ref('v2_invite') }}
where token not like 'invtok\_%'
