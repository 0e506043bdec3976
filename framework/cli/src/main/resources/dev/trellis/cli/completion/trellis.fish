# Completion of trellis for fish. Load it with: trellis completion fish | source
function __trellis_complete
    set -l tokens (commandline -opc)
    set -l current (commandline -ct)
    set -l candidates ($tokens[1] __complete $tokens[2..-1] "$current" 2>/dev/null)
    if contains -- :files $candidates
        __fish_complete_path "$current"
    else
        printf '%s\n' $candidates
    end
end
complete -c trellis -f -a '(__trellis_complete)'
