# Completion of camp for fish:  camp completion fish > ~/.config/fish/completions/camp.fish
function __camp_complete
    set -l line (commandline --cut-at-cursor --current-process)
    camp "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c camp -f -a '(__camp_complete)'
complete -c camp -n '__fish_seen_subcommand_from collect' -F
