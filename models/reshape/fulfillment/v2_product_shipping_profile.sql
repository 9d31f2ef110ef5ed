{#- A product with a profile needs a shipping method of that profile at checkout: a profile that no
    shopper can choose an option of is not linked, or its products could never be bought. -#}
with candidates as (
    select * from {{ ref('int_product__profile_candidates') }}
),

final as (
    select
        product_id,
        profile_id as shipping_profile_id,
        {{ v2_id('prodsp', 'product_id') }} as id,
        created_at,
        updated_at,
        deleted_at,
        v1_table,
        v1_id
    from candidates
    where profile_rank = 1 and has_store_option
)

select * from final
