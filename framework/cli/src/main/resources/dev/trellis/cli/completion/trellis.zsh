#compdef trellis
# Completion of trellis for zsh. Load it with: source <(trellis completion zsh)
_trellis() {
    local line value
    local -a values displays
    while IFS= read -r line; do
        value=${line%%$'\t'*}
        if [[ $value == :files ]]; then
            _files
            return
        fi
        values+=("$value")
        displays+=("${line/$'\t'/  -- }")
    done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    compadd -l -V trellis -d displays -a values
}
if [[ ${funcstack[1]} == _trellis ]]; then
    _trellis "$@"
else
    compdef _trellis trellis
fi
