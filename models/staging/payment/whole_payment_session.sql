{#- Of all the shop, even where a run reads a part of v1 (migrator/part): for what is numbered or summed over it. -#}
select * from {{ ref('stg_payment_session') }}
