package dev.trellis.poser.model;

import dev.trellis.retail.model.Customer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** Poser's additional data of a customer: at most one row, with the key of the customer. */
@Entity
@Table(name = "poser_customer")
public class PoserCustomer {

    @Id
    @Column(name = "uuid")
    private UUID uuid;

    @MapsId
    @OneToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "uuid", foreignKey = @ForeignKey(options = "on delete cascade"))
    private Customer customer;

    @Column(name = "nickname", length = 60, comment = "what the driver calls out")
    private String nickname;

    @Column(name = "newsletter", nullable = false, options = "default false")
    private boolean newsletter;

    @Column(name = "delivery_notes", length = 255, comment = "door, dog, gate code")
    private String deliveryNotes;

    public UUID getUuid() {
        return uuid;
    }

    public Customer getCustomer() {
        return customer;
    }

    public void setCustomer(Customer customer) {
        this.customer = customer;
    }

    public String getNickname() {
        return nickname;
    }

    public void setNickname(String nickname) {
        this.nickname = nickname;
    }

    public boolean isNewsletter() {
        return newsletter;
    }

    public void setNewsletter(boolean newsletter) {
        this.newsletter = newsletter;
    }

    public String getDeliveryNotes() {
        return deliveryNotes;
    }

    public void setDeliveryNotes(String deliveryNotes) {
        this.deliveryNotes = deliveryNotes;
    }
}
