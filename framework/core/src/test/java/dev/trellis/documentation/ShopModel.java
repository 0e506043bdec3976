package dev.trellis.documentation;

import dev.trellis.model.JavaModel;
import dev.trellis.model.ModelSource;
import dev.trellis.schema.ReferentialAction;
import java.util.Map;

/** The desired schema of the branch {@code shop}. */
final class ShopModel {
    private ShopModel() {}

    static ModelSource model() {
        return JavaModel.tables(
                "ShopModel",
                schema -> schema.table(
                                "shop_order",
                                order -> order.comment("orders")
                                        .column("id", "bigint", c -> c.identity())
                                        .column(
                                                "code",
                                                "string(20)",
                                                c -> c.notNull().comment("printed on the parcel"))
                                        .column(
                                                "total",
                                                "numeric(10,2)",
                                                c -> c.notNull().defaultValue(0))
                                        .column("placed", "timestamptz", c -> c.defaultSql("CURRENT_TIMESTAMP"))
                                        .column("body", Map.of("postgresql", "jsonb", "default", "json"), c -> {})
                                        .column("search", "text", c -> c.computed("lower(code)", true))
                                        .column("state", "enum(order_state: open, paid)", c -> c.renamedFrom("status"))
                                        .primaryKey("id")
                                        .unique("code")
                                        .check("total_not_negative", "total >= 0")
                                        .index("placed")
                                        .index(i -> i.named("ix_shop_order_open")
                                                .descending("placed")
                                                .where("state = 'open'")))
                        .table(
                                "shop_item",
                                item -> item.column("order_id", "bigint")
                                        .column("line", "integer")
                                        .primaryKey("order_id", "line")
                                        .foreignKey(
                                                "order_id",
                                                "shop_order(id)",
                                                k -> k.onDelete(ReferentialAction.CASCADE)))
                        .table(
                                "shop_customer",
                                customer -> customer.extending("customer").column("tier", "string(20)")));
    }
}
