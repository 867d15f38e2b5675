// What the public says during a notice, and what the bureau decides on it.
//
// An objection holds up its line, never the batch. Upheld, it ends the order; dismissed, the order
// goes on: with its notice while that runs, else to the next batch.
#include "base/planted.h"
#include "domain/life_cycles.h"
#include "engine/deciding.h"

namespace zq {

namespace {

bool is_open(const Objection& objection) {
    return !objection.upheld.has_value();
}

bool concerns(const Objection& objection, OrderId order) {
    return std::ranges::find(objection.orders, order) != objection.orders.end();
}

Done objection_done(const Objection& objection) {
    return {"objection", objection.id.value, {}};
}

}  // namespace

Decided<Done> Deciding::decide(const Object& command) {
    Objection objection;
    objection.id = ObjectionId{seq_};
    objection.text = command.text;
    objection.at = at_;
    const auto closed = [&] {
        return refuse(Code::notice_closed, clauses_for(Code::notice_closed, house::wrong_state));
    };
    if (!command.order && !command.batch) {
        auto product = required<Product>(command.product);
        if (!product) return Unexpected{product.error()};
        const bool running = product->status == ProductStatus::on_notice && product->notice_ends &&
                             in_time(at_, *product->notice_ends);
        if (!running) return closed();
        objection.product = product->id;
        ++product->open_objections;
        put(*product);
        put(objection);
        return objection_done(objection);
    }
    const Order* named = command.order ? find<Order>(command.order) : nullptr;
    if (command.order && !named) {
        return refuse(Code::unknown_object, house::unknown_object, Facts{{"entity", "order"}});
    }
    if (named) {
        if (auto free = own_order(named->id); !free) return Unexpected{free.error()};
    }
    const Batch* batch = find<Batch>(named ? named->batch : command.batch);
    const bool running =
        batch && batch->status == BatchStatus::published && in_time(at_, *batch->notice_ends);
    if (!running) return closed();
    objection.batch = batch->id;
    for (const BatchItem& item : batch->items) {
        const bool in_line =
            named ? item.order == named->id
                  : item.provider == command.provider && item.product == command.product;
        if (in_line) objection.orders.push_back(item.order);
    }
    if (objection.orders.empty()) return closed();
    for (const OrderId id : objection.orders) {
        Order order = *find<Order>(id);
        ++order.open_objections;
        if (order.status == OrderStatus::published && !planted(37))
            order = *step_order(std::move(order), Step::suspend);
        put(std::move(order));
    }
    put(objection);
    return objection_done(objection);
}

// One objection less. The order goes on when none is left.
void Deciding::resume(Order order) {
    check(order.open_objections > 0, "an objection that is decided was open");
    --order.open_objections;
    if (order.open_objections == 0 && order.status == OrderStatus::suspended) {
        const Batch* batch = find<Batch>(order.batch);
        const bool runs = batch && batch->status == BatchStatus::published;
        order = *step_order(std::move(order), runs ? Step::resume : Step::leave_batch);
        if (!runs) order.batch = {};
    }
    put(std::move(order));
}

Decided<Done> Deciding::decide(const AssignObjection& command) {
    auto objection = required<Objection>(command.objection);
    if (!objection) return Unexpected{objection.error()};
    if (!is_open(*objection) || objection->orders.empty()) return wrong_state("decided");
    if (command.orders.empty()) return invalid("orders", Facts{{"orders", 0}});
    std::set<OrderId> seen;
    for (const OrderId id : command.orders) {
        if (!concerns(*objection, id) || !seen.insert(id).second) {
            return invalid("orders", Facts{{"order", id.value}});
        }
    }
    for (const OrderId id : objection->orders) {
        if (std::ranges::find(command.orders, id) == command.orders.end()) resume(*find<Order>(id));
    }
    objection->orders = command.orders;
    put(*objection);
    return objection_done(*objection);
}

Decided<Done> Deciding::decide(const DecideObjection& command) {
    if (command.objection) {
        auto objection = required<Objection>(command.objection);
        if (!objection) return Unexpected{objection.error()};
        if (!is_open(*objection)) return wrong_state("decided");
        return decide_on(*objection, command.upheld, command.reason);
    }
    if (command.order) {
        if (auto free = own_order(command.order); !free) return Unexpected{free.error()};
    }
    // By order or product: the oldest that is open.
    const auto open = all<Objection>([&](const Objection& objection) {
        if (!is_open(objection)) return false;
        return command.order ? concerns(objection, command.order)
                             : command.product && objection.product == command.product;
    });
    if (open.empty()) {
        if (command.order) {
            const auto order = required<Order>(command.order);
            if (!order) return Unexpected{order.error()};
            return wrong_state(name_of(order->status));
        }
        const auto product = required<Product>(command.product);
        if (!product) return Unexpected{product.error()};
        return wrong_state(name_of(product->status));
    }
    return decide_on(open.front(), command.upheld, command.reason);
}

Decided<Done> Deciding::decide_on(Objection objection, bool upheld, const std::string& reason) {
    objection.upheld = upheld;
    put(objection);
    if (objection.product) return decide_product_objection(objection, upheld);
    for (const OrderId id : objection.orders) {
        Order order = *find<Order>(id);
        if (!upheld || !is_live(order.status)) {
            resume(std::move(order));
            continue;
        }
        --order.open_objections;
        auto moved = void_order(std::move(order), VoidGround::unlawful, reason);
        if (!moved) return Unexpected{moved.error()};
        put(*moved);
    }
    return objection_done(objection);
}

Decided<Done> Deciding::decide_product_objection(const Objection& objection, bool upheld) {
    auto product = required<Product>(objection.product);
    if (!product) return Unexpected{product.error()};
    --product->open_objections;
    if (upheld && product->status == ProductStatus::on_notice) {
        product->status = *product_after(ProductStep::uphold_objection, product->status);
        product->due.reset();
        product->due_kind.reset();
    } else if (product->status == ProductStatus::on_notice && product->open_objections == 0 &&
               has_passed(*product->notice_ends, at_)) {
        end_notice(*product);
    }
    put(*product);
    return objection_done(objection);
}

}  // namespace zq
