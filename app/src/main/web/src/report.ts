export {};import "./report.css";
