{#- From v1's tracking links, and from the list of numbers that older v1 versions kept instead. -#}
with fulfillments as (
    select
        id,
        created_at,
        updated_at
    from {{ ref('v2_fulfillment') }}
),

tracking_links as (
    select * from {{ ref('stg_tracking_link') }}
    where trim(tracking_number) <> ''
),

listed as (
    select distinct
        fulfillments.id as fulfillment_id,
        numbers.tracking_number
    from {{ ref('stg_fulfillment') }} as fulfillments
    cross join
        lateral jsonb_array_elements_text(
            case when jsonb_typeof(fulfillments.tracking_numbers) = 'array' then fulfillments.tracking_numbers else '[]' end
        ) as numbers (tracking_number)
    left join tracking_links
        on fulfillments.id = tracking_links.fulfillment_id and numbers.tracking_number = tracking_links.tracking_number
    where trim(numbers.tracking_number) <> '' and tracking_links.id is null
),

final as (
    select
        tracking_links.id,
        tracking_links.tracking_number,
        coalesce(tracking_links.url, '') as tracking_url,
        '' as label_url,
        tracking_links.fulfillment_id,
        tracking_links.created_at,
        tracking_links.updated_at,
        tracking_links.deleted_at,
        'tracking_link' as v1_table,
        tracking_links.v1_id
    from tracking_links
    inner join fulfillments on tracking_links.fulfillment_id = fulfillments.id
    union all
    select
        {{ v2_id('fulla', "'fulfillment:' || listed.fulfillment_id || ':' || listed.tracking_number") }} as id,
        listed.tracking_number,
        '' as tracking_url,
        '' as label_url,
        listed.fulfillment_id,
        fulfillments.created_at,
        fulfillments.updated_at,
        null::timestamptz as deleted_at,
        'fulfillment' as v1_table,
        listed.fulfillment_id as v1_id
    from listed
    inner join fulfillments on listed.fulfillment_id = fulfillments.id
)

select * from final
