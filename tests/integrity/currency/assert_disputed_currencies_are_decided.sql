{#- Must never happen: prices wrong by a factor of 10 to 1000, because v1's integers of this currency have two
    readings and nobody said which one holds. Set currency_exponents in dbt_project.yml. -#}
select
    v1_id as currency_code,
    detail
from {{ ref('finding_currency') }}
where rule = 'currency_digits_disputed'
