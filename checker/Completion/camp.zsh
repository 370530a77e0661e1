#compdef camp
# Completion of camp for zsh. In ~/.zshrc, after compinit:  source <(camp completion zsh)
_camp() {
    local -a suggestions
    suggestions=("${(@f)$(camp "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
    if [[ -n "${suggestions[1]}" ]]; then
        compadd -- "${suggestions[@]}"
    else
        _files
    fi
}
compdef _camp camp
