package dev.trellis.poser.model;

import dev.trellis.retail.model.Customer;
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
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.UUID;

/** The stop at a customer on a delivery route. */
@Entity
@Table(
        name = "poser_delivery_stop",
        uniqueConstraints = @UniqueConstraint(columnNames = {"route_uuid", "sequence"}),
        indexes = @Index(columnList = "customer_uuid"),
        check = @CheckConstraint(name = "ck_poser_delivery_stop_minutes", constraint = "minutes > 0"))
public class PoserDeliveryStop {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "route_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private PoserDeliveryRoute route;

    @Column(name = "sequence", nullable = false)
    private int sequence;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "customer_uuid", nullable = false, foreignKey = @ForeignKey(options = "on delete cascade"))
    private Customer customer;

    @Column(name = "notes", length = 255, comment = "instead of the customer's")
    private String notes;

    @Column(name = "minutes", nullable = false, options = "default 5", comment = "planned for the stop")
    private short minutes = 5;

    public UUID getUuid() {
        return uuid;
    }

    public PoserDeliveryRoute getRoute() {
        return route;
    }

    public void setRoute(PoserDeliveryRoute route) {
        this.route = route;
    }

    public int getSequence() {
        return sequence;
    }

    public void setSequence(int sequence) {
        this.sequence = sequence;
    }

    public Customer getCustomer() {
        return customer;
    }

    public void setCustomer(Customer customer) {
        this.customer = customer;
    }

    public String getNotes() {
        return notes;
    }

    public void setNotes(String notes) {
        this.notes = notes;
    }

    public short getMinutes() {
        return minutes;
    }

    public void setMinutes(short minutes) {
        this.minutes = minutes;
    }
}
