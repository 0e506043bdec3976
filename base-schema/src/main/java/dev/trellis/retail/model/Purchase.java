package dev.trellis.retail.model;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An order to a vendor, from the draft to the paid invoice. */
@Entity
@Table(
        name = "purchase",
        comment = "an order to a vendor, from the first draft to the paid invoice",
        indexes = {
            @Index(columnList = "store_uuid, date_ordered"),
            @Index(columnList = "vendor_uuid"),
            @Index(columnList = "buyer_uuid"),
            @Index(columnList = "batch_uuid")
        },
        check =
                @CheckConstraint(
                        name = "ck_purchase_received_after_ordered",
                        constraint = "date_received >= date_ordered"))
public class Purchase {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "store_uuid", nullable = false)
    private Store store;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "vendor_uuid", nullable = false)
    private Vendor vendor;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "buyer_uuid", foreignKey = @ForeignKey(options = "on delete set null"))
    private Employee buyer;

    @Column(
            name = "status",
            nullable = false,
            options = "default 10",
            comment = "10 draft, 20 ordered, 30 received, 40 paid, 90 cancelled")
    private int status = 10;

    @Column(name = "date_ordered")
    private LocalDate dateOrdered;

    @Column(name = "date_received")
    private LocalDate dateReceived;

    @Column(name = "invoice_number", length = 20)
    private String invoiceNumber;

    @Column(name = "invoice_total", precision = 10, scale = 2)
    private BigDecimal invoiceTotal;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "batch_uuid", foreignKey = @ForeignKey(options = "on delete set null"))
    private Batch batch;

    @OneToMany(mappedBy = "purchase")
    @OrderBy("sequence")
    private List<PurchaseItem> items = new ArrayList<>();

    public UUID getUuid() {
        return uuid;
    }

    public Store getStore() {
        return store;
    }

    public void setStore(Store store) {
        this.store = store;
    }

    public Vendor getVendor() {
        return vendor;
    }

    public void setVendor(Vendor vendor) {
        this.vendor = vendor;
    }

    public Employee getBuyer() {
        return buyer;
    }

    public void setBuyer(Employee buyer) {
        this.buyer = buyer;
    }

    public int getStatus() {
        return status;
    }

    public void setStatus(int status) {
        this.status = status;
    }

    public LocalDate getDateOrdered() {
        return dateOrdered;
    }

    public void setDateOrdered(LocalDate dateOrdered) {
        this.dateOrdered = dateOrdered;
    }

    public LocalDate getDateReceived() {
        return dateReceived;
    }

    public void setDateReceived(LocalDate dateReceived) {
        this.dateReceived = dateReceived;
    }

    public String getInvoiceNumber() {
        return invoiceNumber;
    }

    public void setInvoiceNumber(String invoiceNumber) {
        this.invoiceNumber = invoiceNumber;
    }

    public BigDecimal getInvoiceTotal() {
        return invoiceTotal;
    }

    public void setInvoiceTotal(BigDecimal invoiceTotal) {
        this.invoiceTotal = invoiceTotal;
    }

    public Batch getBatch() {
        return batch;
    }

    public void setBatch(Batch batch) {
        this.batch = batch;
    }

    public List<PurchaseItem> getItems() {
        return items;
    }
}
