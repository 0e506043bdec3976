package dev.trellis.retail;

import java.util.Optional;

/**
 * Numbers of ten digits, and international ones of up to fifteen (ITU-T E.164) that begin with {@code +} or {@code 00}.
 */
public final class NorthAmericanPhoneNumbers implements PhoneNumbers {
    private static final int NATIONAL = 10;
    private static final int LEAST = 8;
    private static final int MOST = 15;

    @Override
    public Optional<String> normalized(String written, String countryCode) {
        String text = written.strip();
        String digits = text.replaceAll("[^0-9]", "");
        if (text.startsWith("+")) {
            return international(digits);
        }
        if (digits.startsWith("00")) {
            return international(digits.substring(2));
        }
        if (digits.length() == NATIONAL) {
            return Optional.of(countryCode + digits);
        }
        return digits.length() == NATIONAL + countryCode.length() && digits.startsWith(countryCode)
                ? Optional.of(digits)
                : Optional.empty();
    }

    private static Optional<String> international(String digits) {
        return digits.length() < LEAST || digits.length() > MOST ? Optional.empty() : Optional.of(digits);
    }
}
