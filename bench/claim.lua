-- The same claim in Redis: stock, quota, order, event and the answer to the key, in one script.
-- ARGV: enterprise, product, key. Gives the order's number, or 0.
local known = redis.call('GET', 'answer:' .. ARGV[3])
if known then return tonumber(known) end
local product = 'product:' .. ARGV[2]
local goods = redis.call('HMGET', product, 'price', 'vouchers', 'taken')
if not goods[1] or tonumber(goods[3]) >= tonumber(goods[2]) then return 0 end
local subsidy = math.floor(tonumber(goods[1]) * 30 / 100)
local quota = 'quota:' .. ARGV[1]
if tonumber(redis.call('GET', quota) or '0') + subsidy > 20000000 then return 0 end
local order = redis.call('INCR', 'orders')
redis.call('INCRBY', quota, subsidy)
redis.call('HINCRBY', product, 'taken', 1)
redis.call('HSET', 'order:' .. order, 'enterprise', ARGV[1], 'product', ARGV[2], 'amount', goods[1],
           'subsidy', subsidy, 'placed', redis.call('TIME')[1])
redis.call('RPUSH', 'events', 'claim ' .. order .. ' ' .. ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. subsidy)
redis.call('SET', 'answer:' .. ARGV[3], order)
return order
