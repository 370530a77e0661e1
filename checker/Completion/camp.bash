# Completion of camp for bash. In ~/.bashrc:  source <(camp completion bash)
_camp() {
    local word="${COMP_WORDS[COMP_CWORD]}" suggestion
    COMPREPLY=()
    while IFS= read -r suggestion; do
        [[ "$suggestion" == "$word"* ]] && COMPREPLY+=("$suggestion")
    done < <(camp "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
}
complete -o default -F _camp camp
