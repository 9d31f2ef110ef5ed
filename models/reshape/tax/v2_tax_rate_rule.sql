{#- A shipping option that is offered at several stock locations is several options in v2. -#}
with needed as (
    select * from {{ ref('int_tax_rule__needed') }}
),

placed as (
    select * from {{ ref('int_tax_rate__placed') }}
),

shipping_options as (
    select * from {{ ref('v2_shipping_option') }}
),

referenced as (
    select
        region_id,
        rate_set,
        reference,
        reference_id,
        link_metadata,
        deleted_at,
        reference_id as v1_id
    from needed
    where reference <> 'shipping_option'
    union all
    select
        needed.region_id,
        needed.rate_set,
        needed.reference,
        shipping_options.id as reference_id,
        needed.link_metadata,
        shipping_options.deleted_at,
        needed.reference_id as v1_id
    from needed
    inner join shipping_options on needed.reference_id = shipping_options.v1_id
    where needed.reference = 'shipping_option'
),

final as (
    select
        {{ v2_id('txrule', "placed.id || ':' || referenced.reference || ':' || referenced.reference_id") }} as id,
        placed.id as tax_rate_id,
        referenced.reference_id,
        referenced.reference,
        case
            when referenced.link_metadata ? referenced.rate_set
                then {{ clean_metadata('(referenced.link_metadata -> referenced.rate_set)') }}
            when referenced.link_metadata is not null
                then jsonb_build_object('medusa_v1', jsonb_build_object('metadata_by_tax_rate', referenced.link_metadata))
        end as metadata,
        placed.created_at,
        placed.updated_at,
        null as created_by,
        referenced.deleted_at,
        referenced.reference as v1_table,
        referenced.v1_id
    from referenced
    inner join placed on referenced.region_id = placed.region_id and referenced.rate_set = placed.rate_set
)

select * from final
