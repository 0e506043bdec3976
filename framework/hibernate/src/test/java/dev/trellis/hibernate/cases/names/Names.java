package dev.trellis.hibernate.cases.names;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Set;

public final class Names {
    public static final String MODEL = """
            tables:
              sales.invoice:
                columns: {id: bigint, customername: string(255), "Total": integer, parent_id: bigint}
                primary_key: [id]
                unique: [["Total"]]
                foreign_keys: [{columns: [parent_id], references: sales.invoice(id)}]
                indexes: [{columns: ["Total", customername]}]
              Other.Ledger:
                columns: {id: bigint, "my invoice": bigint}
                primary_key: [id]
                foreign_keys: [{columns: ["my invoice"], references: sales.invoice(id)}]
              Ledger_Invoice:
                columns: {Ledger_id: bigint, invoices_id: bigint}
                primary_key: [Ledger_id, invoices_id]
                foreign_keys:
                  - {columns: [Ledger_id], references: Other.Ledger(id)}
                  - {columns: [invoices_id], references: sales.invoice(id)}
            """;

    @Entity(name = "Invoice")
    @Table(schema = "Sales", indexes = @Index(columnList = "\"Total\", customerName"))
    static class Invoice {
        @Id
        long id;

        String customerName;

        @Column(name = "\"Total\"", unique = true)
        Integer total;

        @ManyToOne
        Invoice parent;
    }

    @Entity(name = "Ledger")
    @Table(catalog = "`Other`", name = "`Ledger`")
    static class Ledger {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "`my invoice`")
        Invoice invoice;

        @ManyToMany
        Set<Invoice> invoices;
    }
}
