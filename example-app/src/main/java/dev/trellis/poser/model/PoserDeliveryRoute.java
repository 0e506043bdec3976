package dev.trellis.poser.model;

import dev.trellis.retail.model.Store;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The round of a delivery van that starts at a store on one day of the week. */
@Entity
@Table(
        name = "poser_delivery_route",
        uniqueConstraints = @UniqueConstraint(columnNames = {"store_uuid", "name"}),
        check =
                @CheckConstraint(
                        name = "ck_poser_delivery_route_weekday",
                        constraint = "weekday >= 1 and weekday <= 7"))
public class PoserDeliveryRoute {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    @Column(name = "uuid")
    private UUID uuid;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "store_uuid", nullable = false)
    private Store store;

    @Column(name = "name", length = 50, nullable = false)
    private String name;

    @Column(name = "weekday", nullable = false, comment = "1 Monday to 7 Sunday")
    private short weekday;

    @Column(name = "departs", columnDefinition = "time")
    private LocalTime departs;

    @Column(name = "active", nullable = false, options = "default true")
    private boolean active = true;

    @OneToMany(mappedBy = "route")
    @OrderBy("sequence")
    private List<PoserDeliveryStop> stops = new ArrayList<>();

    public UUID getUuid() {
        return uuid;
    }

    public Store getStore() {
        return store;
    }

    public void setStore(Store store) {
        this.store = store;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public short getWeekday() {
        return weekday;
    }

    public void setWeekday(short weekday) {
        this.weekday = weekday;
    }

    public LocalTime getDeparts() {
        return departs;
    }

    public void setDeparts(LocalTime departs) {
        this.departs = departs;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public List<PoserDeliveryStop> getStops() {
        return stops;
    }
}
