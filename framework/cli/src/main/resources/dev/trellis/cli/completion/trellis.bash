# Completion of trellis for bash. Load it with: source <(trellis completion bash)
_trellis() {
    local line=${COMP_LINE:0:COMP_POINT} current='' breaks prefix candidate
    local -a words
    read -ra words <<<"$line"
    if [[ $line == *[[:space:]] ]]; then
        words+=('')
    fi
    current=${words[${#words[@]} - 1]}
    # Bash replaces only the text behind the last character of COMP_WORDBREAKS, such as the @ of label@head.
    breaks=${COMP_WORDBREAKS//[[:space:]\"\']/}
    prefix=${current%"${current##*["$breaks"]}"}
    COMPREPLY=()
    while IFS=$'\t' read -r candidate _; do
        if [[ $candidate == :files ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r candidate; do
                COMPREPLY+=("$candidate")
            done < <(compgen -f -- "${current#"$prefix"}")
        elif [[ $candidate == *= ]]; then
            compopt -o nospace 2>/dev/null
            COMPREPLY+=("${candidate#"$prefix"}")
        else
            COMPREPLY+=("${candidate#"$prefix"}")
        fi
    done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
}
complete -F _trellis trellis
