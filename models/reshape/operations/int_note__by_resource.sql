{#- v2 has no notes: they move into the metadata of what they were written about, oldest first. Deleted notes
    are left out. resource_type as v1 writes it: order, swap, claim, return, customer, product, or the shop's own. -#}
with notes as (
    select
        *,
        case lower(trim(resource_type)) when 'claim_order' then 'claim' else lower(trim(resource_type)) end as kind
    from {{ ref('stg_note') }}
    where deleted_at is null
),

users as (
    select
        id,
        email
    from {{ ref('stg_user') }}
),

final as (
    select
        notes.kind as resource_type,
        notes.resource_id,
        jsonb_agg(
            jsonb_strip_nulls(jsonb_build_object(
                'id', notes.id,
                'value', notes.value,
                'author_id', notes.author_id,
                'author_email', users.email,
                'created_at', notes.created_at,
                'metadata', nullif(notes.metadata, '{}'::jsonb)
            ))
            order by notes.created_at, notes.id
        ) as notes
    from notes
    left join users on notes.author_id = users.id
    group by notes.kind, notes.resource_id
)

select * from final
